import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { compressBuild } from './scripts/compress-build.mjs';

// The prefix keeps the adapter away from PORT, HOST and ORIGIN: they are read and checked in one place,
// src/lib/platform/config.server.ts, and handed on by scripts/serve.ts.
const node = adapter({ envPrefix: 'KIT_', precompress: true });

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		adapter: {
			...node,
			adapt: (builder) => node.adapt({ ...builder, compress: compressBuild })
		},
		// hooks.server.ts refuses foreign origins itself: for every method and body, and in words
		csrf: { trustedOrigins: ['*'] },
		csp: {
			mode: 'auto',
			directives: {
				'default-src': ['self'],
				'script-src': ['self', 'wasm-unsafe-eval'],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'media-src': ['self', 'blob:'],
				'font-src': ['self'],
				'worker-src': ['self'],
				'connect-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		}
	}
};
