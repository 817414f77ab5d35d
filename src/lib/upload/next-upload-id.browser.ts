/**
 * The id under which a recording is sent once more whose upload was closed too early. It follows from the one before, so
 * that a page that is opened later goes on there and needs no note of it.
 * @source RFC 9562 section 5.8: version 8 is for ids of one's own making
 */
export async function nextUploadId(uploadId: string): Promise<string> {
	const text = new TextEncoder().encode(`vivavoce once more ${uploadId}`);
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, 16);
	hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
	hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
	const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
