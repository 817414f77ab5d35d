import type { RequestHandler } from './$types';

const handle: RequestHandler = ({ request, locals }) =>
	locals.app.receiver.handle(request, locals.person?.id ?? null);

export { handle as OPTIONS, handle as POST, handle as HEAD, handle as PATCH, handle as DELETE };
