import { deviceMarkOf } from '$lib/account/device-mark.server';
import { countUnread } from '$lib/sharing/notices/queries.server';
import type { LayoutServerLoad } from './$types';

/** What every page may know of the person, never the id, and of the server. */
export const load: LayoutServerLoad = async ({ locals, depends }) => {
	depends('vivavoce:news');
	const { person, app } = locals;
	return {
		person: person && {
			name: person.name,
			isAnonymous: person.isAnonymous,
			mark: deviceMarkOf(person.id)
		},
		canMail: app.outlet.canMail,
		/** How many notices wait on the Reviews page. */
		news: person ? await countUnread(app.database.db, person.id).catch(() => 0) : 0
	};
};
