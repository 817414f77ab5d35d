/**
 * The pixels of a camera's frame, for a landmarker that would otherwise have the browser draw the frame: without a graphics
 * card each drawing asks the page's thread for one that is not there, three times a frame.
 */

/** TypeScript's own types lag behind; browsers that cannot convert refuse, or answer with another size. */
const RGBA = { format: 'RGBA' } as VideoFrameCopyToOptions;

let bytes = new Uint8ClampedArray(0);

/** Valid until the next call. The frame itself where this browser cannot copy it so, or would have to turn or stretch it. */
export async function readPixels(frame: VideoFrame): Promise<ImageData | VideoFrame> {
	const { displayWidth: width, displayHeight: height } = frame;
	const size = width * height * 4;
	try {
		if (isTurned(frame) || frame.allocationSize(RGBA) !== size) return frame;
		if (bytes.length !== size) bytes = new Uint8ClampedArray(size);
		await frame.copyTo(bytes, RGBA);
		return new ImageData(bytes, width, height);
	} catch {
		return frame;
	}
}

/** Phones hand frames over as the sensor lies, and say how they are to be shown; a copy would lose that. */
function isTurned(frame: VideoFrame & { rotation?: number; flip?: boolean }): boolean {
	const { visibleRect, rotation = 0, flip = false } = frame;
	const isWhole =
		visibleRect?.width === frame.displayWidth && visibleRect.height === frame.displayHeight;
	return !isWhole || rotation !== 0 || flip;
}
