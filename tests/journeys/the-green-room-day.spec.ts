import { expect, test } from './stage.ts';

test.use({ timezoneId: 'Asia/Karachi' });

const MINUTE_MS = 60_000;

/** The address of the day for an instant, as a program in Phoenix (UTC-7 all year) writes it. */
function addressOf(atMs: number): string {
	const wall = new Date(atMs - 7 * 60 * MINUTE_MS).toISOString();
	const day = { program: 'Lakeside Community Hospital', date: wall.slice(0, 10) };
	const link = new URLSearchParams({ ...day, time: wall.slice(11, 16), zone: 'America/Phoenix' });
	return `/green-room/day?${link}`;
}

test('the form makes a link that counts down in both zones, and opens no camera', async ({
	page
}) => {
	await page.addInitScript(() => {
		const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
		navigator.mediaDevices.getUserMedia = (wish) => {
			console.error('the camera was asked for');
			return asked(wish);
		};
	});
	await page.goto('/green-room/day');
	await page.getByRole('textbox', { name: 'Program', exact: true }).fill('St. Mary & Co');
	await page.getByLabel('Date').fill('2098-01-15');
	await page.getByLabel('Time, as the program wrote it').fill('13:30');
	await expect(page.getByRole('combobox', { name: "The program's time zone" })).toHaveValue(
		'America/New_York'
	);
	await page.getByRole('button', { name: 'Count down to it' }).click();
	await expect(page).toHaveURL(/program=St\.\+Mary\+%26\+Co&date=2098-01-15&time=13%3A30/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('St. Mary & Co');
	const timer = page.getByRole('timer', { name: 'Time left to the interview' });
	await expect(timer).toContainText('days');
	const first = await timer.innerText();
	await expect.poll(() => timer.innerText()).not.toBe(first);
	const clocks = page.getByRole('region', { name: 'Countdown' });
	await expect(clocks).toContainText('For you, in Karachi');
	await expect(clocks).toContainText('23:30');
	await expect(clocks).toContainText('For the program, in New York');
	await expect(clocks).toContainText('13:30');
	await expect(page.getByRole('checkbox')).toHaveCount(9);
	await page.getByRole('link', { name: 'Check everything now' }).click();
	await expect(page.getByRole('button', { name: 'Turn the camera on' })).toBeVisible();
});

test('the last minute, the beginning and the time after are said calmly', async ({ page }) => {
	const start = Date.UTC(2098, 0, 15, 18, 30);
	await page.clock.install({ time: start - 90_000 });
	await page.goto(addressOf(start));
	const timer = page.getByRole('timer');
	await expect(timer).toContainText(/1\s*minute/);
	await page.clock.fastForward(60_000);
	await expect(timer).not.toContainText('minute');
	await expect(page.getByText('Less than one minute to the interview.')).toBeAttached();
	await page.clock.fastForward(31_000);
	await expect(page.getByText('It has begun.', { exact: true })).toBeVisible();
	await expect(timer).toHaveCount(0);
	await page.clock.fastForward(7 * 60 * MINUTE_MS);
	await expect(page.getByText('This interview has passed.')).toBeVisible();
});

test('a link that says nothing useful is refused in words, and can be corrected', async ({
	page
}) => {
	await page.goto('/green-room/day?program=Lakeside&date=2098-02-30&time=13:30&zone=Mars/Olympus');
	await expect(page.getByText('This link does not say when the interview is')).toBeVisible();
	await expect(page.getByLabel('Date')).toHaveAttribute('aria-invalid', 'true');
	await expect(page.getByRole('textbox', { name: 'Program', exact: true })).toHaveValue('Lakeside');
	await page.getByLabel('Date').fill('2098-02-27');
	await page.getByRole('button', { name: 'Count down to it' }).click();
	await expect(page.getByText(/This time zone is not known/).first()).toBeVisible();
	await page.getByRole('combobox', { name: "The program's time zone" }).fill('Chicago');
	await page.getByRole('button', { name: 'Count down to it' }).click();
	await expect(page.getByRole('timer')).toBeVisible();
	await expect(page.getByText('For the program, in Chicago')).toBeVisible();
});

test('an hour that comes twice, and one that never comes, are told apart', async ({ page }) => {
	await page.goto('/green-room/day?date=2026-11-01&time=01:30&zone=America/New_York');
	await expect(page.getByText('01:30 comes twice on that day in New York')).toBeVisible();
	await page.getByRole('link', { name: 'Count down to the second one' }).click();
	await expect(page.getByText('Eastern Standard Time (America/New_York)')).toBeVisible();
	await page.goto('/green-room/day?date=2027-03-14&time=02:30&zone=America/New_York');
	await expect(page.getByText('02:30 does not exist on that day in New York')).toBeVisible();
});
