import type { LayoutServerLoad } from './$types';

/** What every page may know of the person: never the id. */
export const load: LayoutServerLoad = ({ locals }) => {
	const { person } = locals;
	return { person: person && { name: person.name, isAnonymous: person.isAnonymous } };
};
