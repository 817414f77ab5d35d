/** What can be done with comments where they are listed; each is left out where it cannot be done. */
import type { Comment, Reply } from './feedback.ts';

export interface CommentActs {
	/** Whose page it is: they may change their own replies. */
	me?: 'applicant' | 'reviewer';
	edit?: ((id: string, text: string) => void) | undefined;
	remove?: ((comment: Comment) => void) | undefined;
	reply?: ((commentId: string, text: string) => Promise<void> | void) | undefined;
	editReply?:
		((commentId: string, replyId: string, text: string) => Promise<void> | void) | undefined;
	removeReply?: ((commentId: string, reply: Reply) => Promise<void> | void) | undefined;
	/** Says thank you, or takes it back. */
	thank?: ((comment: Comment) => Promise<void> | void) | undefined;
	/** Opens what resolves a comment, or opens the comment again. */
	resolve?: ((comment: Comment) => Promise<void> | void) | undefined;
	/** Shows the retake beside the take that the comment is about. */
	compare?: ((comment: Comment, retakeId: string) => void) | undefined;
	/** The address of a recorded comment, or of a recorded reply to it. */
	recordingOf?: ((commentId: string, replyId?: string) => string) | undefined;
}
