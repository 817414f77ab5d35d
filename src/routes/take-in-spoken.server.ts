import { json } from '@sveltejs/kit';
import { Fault } from '$lib/platform/errors';
import type { KeptSpoken } from '$lib/review/spoken/commands.server';
import type { StoredSpoken } from '$lib/review/spoken/receive.server';
import { readOut } from '$lib/upload/refusal.server';

interface Place<P> {
	/** Whose recordings count together, see `SpokenReceiver`. */
	sender(place: P): string;
	/** Whose it will be; asked before a byte is taken in. @throws {Fault} */
	prove(): Promise<P>;
	/** Writes down whose it is, once it is here. @throws {Fault} */
	keep(place: P, stored: StoredSpoken): Promise<KeptSpoken>;
}

/** Answers PUT of the recording of a comment or a reply; a refusal reaches its sender in words. */
export async function takeInSpoken<P>(
	{ spoken }: App.Locals['app'],
	request: Request,
	{ prove, sender, keep }: Place<P>
): Promise<Response> {
	try {
		const place = await prove();
		const kept = await spoken.receive(request, sender(place), (stored) => keep(place, stored));
		await spoken.remove(kept.replaced);
		return json(kept.spoken);
	} catch (caught) {
		// its sender is gone: nobody hears the answer, and it is no fault of ours
		const fault = request.signal.aborted ? new Fault('conflict') : caught;
		if (!(fault instanceof Fault)) throw caught;
		const answer = json(fault.toBody(), { status: fault.status });
		if ((await readOut(request)) === 'cut') answer.headers.set('connection', 'close');
		return answer;
	}
}
