import { expect, it } from 'vitest';
import { sniffContainer } from './container.ts';

const padded = (...start: number[]) => new Uint8Array([...start, ...new Array(20).fill(0)]);

it('knows WebM and MP4 by their first bytes', () => {
	expect(sniffContainer(padded(0x1a, 0x45, 0xdf, 0xa3))).toBe('webm');
	expect(sniffContainer(padded(0, 0, 0, 0x18, 0x66, 0x74, 0x79, 0x70))).toBe('mp4');
});

it('refuses a PDF named .webm, text, nothing and too little', () => {
	expect(sniffContainer(new TextEncoder().encode('%PDF-1.7 and more of it'))).toBeNull();
	expect(sniffContainer(new TextEncoder().encode('<!doctype html><html>'))).toBeNull();
	expect(sniffContainer(new Uint8Array(0))).toBeNull();
	expect(sniffContainer(new Uint8Array([0x1a, 0x45, 0xdf, 0xa3]))).toBeNull();
});
