import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './stage.ts';

const damaged = join(mkdtempSync(join(tmpdir(), 'vivavoce-damaged-')), 'face_landmarker.task');
writeFileSync(damaged, Buffer.alloc(3_758_596, 1));
test.use({ environment: { VISION_MODEL: damaged } });

test('a damaged model is never used: the page says so, and so does the log', async ({
	page,
	app
}) => {
	await page.goto('/practice');
	await page.getByRole('button', { name: 'Check camera and microphone' }).click();
	const section = page.getByRole('region', { name: 'Eye contact' });
	await expect(section).toContainText(
		'the model is not installed. The file on the server is damaged'
	);
	expect(app.output).toContain('vision model damaged');
});
