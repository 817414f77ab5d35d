/**
 * The pixels of a camera's frame, for a landmarker that would otherwise have the browser draw the frame: without a graphics
 * card each drawing asks the page's thread for one that is not there, three times a frame.
 */

/** TypeScript's own types lag behind; browsers that cannot convert refuse, or answer with another size. */
const RGBA = { format: 'RGBA' } as VideoFrameCopyToOptions;

/**
 * Reads the frames of one stream. What is read is valid until the next frame of it; the frame itself is given back where
 * this browser cannot copy it so, or would have to turn or stretch it.
 */
export function pixelReader(): (frame: VideoFrame) => Promise<ImageData | VideoFrame> {
	let bytes = new Uint8ClampedArray(0);
	return async (frame) => {
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
	};
}

/** Phones hand frames over as the sensor lies, and say how they are to be shown; a copy would lose that. */
function isTurned(frame: VideoFrame & { rotation?: number; flip?: boolean }): boolean {
	const { visibleRect, rotation = 0, flip = false } = frame;
	const isWhole =
		visibleRect?.width === frame.displayWidth && visibleRect.height === frame.displayHeight;
	return !isWhole || rotation !== 0 || flip;
}
