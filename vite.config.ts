import { sveltekit } from '@sveltejs/kit/vite';
import icons from 'unplugin-icons/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [sveltekit(), icons({ compiler: 'svelte' })],
	worker: { format: 'es' },
	server: { host: '127.0.0.1' }
});
