/**
 * Degrees per unit of each feature of `describeFace`.
 * @source tests/bench/gaze/fit.ts on the 19 synthetic people of traces-dev (rendered heads with known gaze); run it to
 * make this file again. It is not written by hand.
 */
import type { GazeModels } from './estimate.ts';

export const GAZE_MODELS: GazeModels = {
	full: {
		x: {
			irisX: 205.09,
			irisHeadX: 17.4203,
			lookX: 23.8037,
			facingX: 10.8836,
			yaw: 20.4194,
			roll: 9.34019,
			sightX: 7.09565,
			noseX: -6.40213,
			chinX: -33.6367,
			sidesX: -21.5359,
			sidesTurn: -7.83707,
			rollIrisY: -572.151,
			yawPitch: 46.8623,
			irisXCubed: -23916.5,
			narrower: 40.2633
		},
		y: {
			irisY: 243.105,
			irisHeadY: -35.9344,
			upperLidY: 367.571,
			lowerLidY: 314.129,
			lookDown: -21.0909,
			lookUp: 17.9211,
			squint: 0.267551,
			wide: -0.582639,
			blink: 133.092,
			blinkGap: -410.898,
			eyeWidth: 92.837,
			facingY: 21.3394,
			pitch: 37.663,
			sightY: 29.254,
			noseY: -98.2866,
			noseDepth: -27.5987,
			foreheadY: -12.7595,
			foreheadDepth: 31.2016,
			bridgeY: 103.164,
			sidesY: -95.4786,
			rollIrisX: 512.053,
			lookXSquared: -4.69662
		}
	},
	points: {
		x: {
			irisX: 526.767,
			roll: 14.9183,
			sightX: 5.77661,
			noseX: -25.9877,
			chinX: -6.14012,
			sidesX: -37.9759,
			sidesTurn: -15.6519,
			rollIrisY: -704.366,
			irisXCubed: -21761.2,
			narrower: 44.7468
		},
		y: {
			irisY: 443.056,
			upperLidY: 240.061,
			lowerLidY: 567.583,
			eyeWidth: 192.134,
			sightY: 18.6409,
			noseY: -113.207,
			noseDepth: -32.8459,
			foreheadY: -4.23174,
			foreheadDepth: -51.1995,
			bridgeY: 42.5929,
			sidesY: -105.779,
			rollIrisX: 641.171
		}
	}
};
