/**
 * Degrees per unit of each feature of `describeFace`.
 * @source tests/bench/gaze/fit.ts on the 19 synthetic people of traces-dev (rendered heads with known gaze); run it to
 * make this file again. It is not written by hand.
 */
import type { GazeModels } from './estimate.ts';

export const GAZE_MODELS: GazeModels = {
	full: {
		x: {
			irisX: 210.807,
			irisHeadX: 14.691,
			lookX: 22.5495,
			facingX: 9.70796,
			yaw: 21.8479,
			roll: 14.6264,
			sightX: 7.96088,
			noseX: 2.12321,
			chinX: -33.743,
			sidesX: -19.2055,
			sidesTurn: -8.17535,
			rollIrisY: -791.98,
			yawPitch: 38.6753,
			irisXCubed: -30284,
			narrower: 58.7805
		},
		y: {
			irisY: 79.6703,
			irisHeadY: 18.1132,
			upperLidY: 567.099,
			lowerLidY: 206.65,
			lookDown: -23.5535,
			lookUp: 16.2202,
			squint: -3.83587,
			wide: -18.7519,
			blink: 75.2697,
			facingY: 31.6288,
			pitch: 57.4124,
			sightY: 31.776,
			noseY: -25.4251,
			noseDepth: -35.0093,
			foreheadY: -29.3432,
			bridgeY: 75.7523,
			lipY: -33.8799,
			mouthY: -8.10125,
			mouthWidth: 39.838,
			tilt: 5.50149,
			rollIrisX: 459.429,
			lookXSquared: -3.9075
		}
	},
	points: {
		x: {
			irisX: 554.831,
			roll: 21.6111,
			sightX: 5.43747,
			noseX: -18.9146,
			chinX: -4.43964,
			sidesX: -36.417,
			sidesTurn: -15.7999,
			rollIrisY: -978.307,
			irisXCubed: -31068.3,
			narrower: 60.8531
		},
		y: {
			irisY: 491.284,
			upperLidY: 313.687,
			lowerLidY: 514.353,
			sightY: 22.862,
			noseY: 6.14569,
			noseDepth: -49.729,
			foreheadY: -22.7794,
			bridgeY: 50.5549,
			lipY: -57.4615,
			mouthY: -27.6168,
			mouthWidth: 37.4823,
			tilt: -26.5221,
			rollIrisX: 760.128
		}
	}
};
