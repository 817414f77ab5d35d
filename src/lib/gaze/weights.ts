/**
 * Degrees per unit of each feature of `describeFace`.
 * @source tests/bench/gaze/fit.ts on the 19 synthetic people of traces-dev (rendered heads with known gaze); run it to
 * make this file again. It is not written by hand.
 */
import type { GazeModels } from './estimate.ts';

export const GAZE_MODELS: GazeModels = {
	full: {
		x: {
			irisX: 212.349,
			irisHeadX: 24.1875,
			lookX: 22.9339,
			facingX: 8.85569,
			yaw: 18.5499,
			roll: 6.90959,
			sightX: 6.07821,
			noseX: -8.21443,
			chinX: -32.0615,
			sidesX: -24.0244,
			sidesTurn: -9.21408,
			rollIrisY: -507.685,
			yawPitch: 50.3467,
			irisXCubed: -23105.1,
			narrower: 40.3564
		},
		y: {
			irisY: 269.336,
			irisHeadY: -0.22524,
			upperLidY: 376.619,
			lowerLidY: 198.358,
			upperLidDepth: -136.394,
			lowerLidOut: -147.164,
			lookDown: -19.4343,
			lookUp: 18.5703,
			squint: 9.03535,
			wide: -0.484721,
			blink: 129.228,
			blinkGap: -412.665,
			eyeWidth: 115.534,
			facingY: 23.3839,
			pitch: 51.3373,
			sightY: 24.9076,
			noseY: -73.7166,
			noseDepth: 21.4572,
			foreheadY: -16.0933,
			foreheadDepth: 53.2759,
			bridgeY: 136.234,
			sidesY: -15.7248,
			rollIrisX: 445.186,
			lookXSquared: -6.13288
		}
	},
	points: {
		x: {
			irisX: 529.37,
			roll: 12.0894,
			sightX: 3.79121,
			noseX: -27.6865,
			chinX: -4.60226,
			sidesX: -37.8102,
			sidesTurn: -15.9773,
			rollIrisY: -599.81,
			irisXCubed: -21346.2,
			narrower: 45.0336
		},
		y: {
			irisY: 530.705,
			upperLidY: 231.708,
			lowerLidY: 455.227,
			upperLidDepth: -205.169,
			lowerLidOut: -382.194,
			eyeWidth: 241.63,
			sightY: 8.07351,
			noseY: -89.5394,
			noseDepth: 50.4063,
			foreheadY: 9.78827,
			foreheadDepth: -29.3583,
			bridgeY: 75.0175,
			sidesY: -22.7628,
			rollIrisX: 462.209
		}
	}
};
