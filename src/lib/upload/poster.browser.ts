/** Makes the still picture of a take on the recording device, and sends it; a take without one is as good. */

const WIDTH = 480;
const QUALITY = 0.7;
/** A camera that shows nothing within this time, in milliseconds, gives no picture. */
const PATIENCE_MS = 5000;
/** Waits before the picture is sent again, in milliseconds: a take may be announced a moment after it began. */
const AGAIN_MS = [0, 2000, 5000, 15_000, 60_000, 300_000];

/**
 * What a camera shows now, or a recording first, as JPEG; null when there is no picture (sound alone, nothing seen in 5 s).
 */
export async function makePoster(source: MediaStream | Blob): Promise<Blob | null> {
	const isLive = source instanceof MediaStream;
	if (isLive && source.getVideoTracks().length === 0) return null;
	const video = document.createElement('video');
	video.muted = true;
	video.playsInline = true;
	const address = isLive ? '' : URL.createObjectURL(source);
	if (isLive) video.srcObject = source;
	else video.src = address;
	try {
		await firstFrame(video);
		return video.videoWidth > 0 ? await draw(video) : null;
	} catch {
		return null;
	} finally {
		video.srcObject = null;
		video.removeAttribute('src');
		URL.revokeObjectURL(address);
	}
}

/** Sends it until the server has it; false when it cannot be had there. */
export async function sendPoster(takeId: string, picture: Blob): Promise<boolean> {
	for (const waitMs of AGAIN_MS) {
		await new Promise((done) => setTimeout(done, waitMs));
		const answer = await fetch(`/api/takes/${takeId}/poster`, {
			method: 'PUT',
			headers: { 'content-type': picture.type },
			body: picture
		}).catch(() => null);
		if (answer?.ok) return true;
		if (answer && [400, 413].includes(answer.status)) return false;
	}
	return false;
}

async function firstFrame(video: HTMLVideoElement): Promise<void> {
	await new Promise<void>((done, fail) => {
		const timer = setTimeout(() => fail(new Error('nothing to see')), PATIENCE_MS);
		video.onloadeddata = () => {
			clearTimeout(timer);
			done();
		};
		video.play().catch(fail);
	});
}

function draw(video: HTMLVideoElement): Promise<Blob | null> {
	const canvas = document.createElement('canvas');
	canvas.width = Math.min(WIDTH, video.videoWidth);
	canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth);
	canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
	return new Promise((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
}
