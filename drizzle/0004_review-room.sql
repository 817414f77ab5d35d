CREATE TABLE "readiness" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"verdicts" jsonb NOT NULL,
	"checklist" jsonb NOT NULL,
	"device" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "comment_recording" (
	"media_key" text PRIMARY KEY NOT NULL,
	"comment_id" uuid,
	"reply_id" uuid,
	"mime_type" text NOT NULL,
	"duration_ms" integer NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comment_recording_comment_id_unique" UNIQUE("comment_id"),
	CONSTRAINT "comment_recording_reply_id_unique" UNIQUE("reply_id")
);
--> statement-breakpoint
CREATE TABLE "comment_reply" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"comment_id" uuid NOT NULL,
	"by" text NOT NULL,
	"text" text NOT NULL,
	"is_spoken" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "marker" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"review_id" uuid NOT NULL,
	"take_id" uuid NOT NULL,
	"at_ms" integer NOT NULL,
	"kind" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "marker_set" (
	"owner_id" text PRIMARY KEY NOT NULL,
	"kinds" jsonb NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rating_tick" (
	"review_id" uuid NOT NULL,
	"criterion" text NOT NULL,
	"item" text NOT NULL,
	"take_id" uuid,
	"at_ms" integer,
	CONSTRAINT "rating_tick_review_id_criterion_item_pk" PRIMARY KEY("review_id","criterion","item")
);
--> statement-breakpoint
CREATE TABLE "own_rubric" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"owner_id" text NOT NULL,
	"title" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "own_rubric_version" (
	"rubric_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"rubric" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "own_rubric_version_rubric_id_version_pk" PRIMARY KEY("rubric_id","version")
);
--> statement-breakpoint
CREATE TABLE "circle" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"is_open" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "circle_grant" (
	"grant_id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "circle_member" (
	"circle_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"joined_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "circle_member_circle_id_person_id_pk" PRIMARY KEY("circle_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "circle_request" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"circle_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"session_id" uuid NOT NULL,
	"ask_for" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"unlocked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "mail_out" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"sender_id" text,
	"grant_id" uuid,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"html" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "mail_setting" (
	"person_id" text PRIMARY KEY NOT NULL,
	"rhythm" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"who" text DEFAULT '' NOT NULL,
	"session_id" uuid,
	"grant_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	"is_for_digest" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "grant_take" (
	"grant_id" uuid NOT NULL,
	"take_id" uuid NOT NULL,
	CONSTRAINT "grant_take_grant_id_take_id_pk" PRIMARY KEY("grant_id","take_id")
);
--> statement-breakpoint
CREATE TABLE "reviewer_code" (
	"person_id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reviewer_code_code_unique" UNIQUE("code")
);
--> statement-breakpoint
DROP INDEX "grant_opening_grant";--> statement-breakpoint
ALTER TABLE "rating" ALTER COLUMN "level" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "review" ALTER COLUMN "grant_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "is_spoken" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "resolved_by_take_id" uuid;--> statement-breakpoint
ALTER TABLE "comment" ADD COLUMN "thanked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rating" ADD COLUMN "points" integer;--> statement-breakpoint
ALTER TABLE "rating" ADD COLUMN "text" text;--> statement-breakpoint
ALTER TABLE "rating" ADD COLUMN "no_moment" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "self_of" uuid;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "rubric_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "handed_over" jsonb;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "blind_ratings" jsonb;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "seen_others_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "changed_after_seeing" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "thanked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "person_id" text;--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "passcode_hash" text;--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "passcode_misses" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "passcode_wait_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "can_download" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "ask_for" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "rubric_id" text;--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "released_at" timestamp with time zone DEFAULT now();--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "end_told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "grant_answer" ADD COLUMN "takes_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "grant_opening" ADD COLUMN "kind" text DEFAULT 'page' NOT NULL;--> statement-breakpoint
ALTER TABLE "grant_opening" ADD COLUMN "take_id" uuid;--> statement-breakpoint
ALTER TABLE "readiness" ADD CONSTRAINT "readiness_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_recording" ADD CONSTRAINT "comment_recording_comment_id_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_recording" ADD CONSTRAINT "comment_recording_reply_id_comment_reply_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."comment_reply"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_reply" ADD CONSTRAINT "comment_reply_comment_id_comment_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marker" ADD CONSTRAINT "marker_review_id_review_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."review"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marker" ADD CONSTRAINT "marker_take_id_take_id_fk" FOREIGN KEY ("take_id") REFERENCES "public"."take"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marker_set" ADD CONSTRAINT "marker_set_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating_tick" ADD CONSTRAINT "rating_tick_review_id_review_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."review"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating_tick" ADD CONSTRAINT "rating_tick_take_id_take_id_fk" FOREIGN KEY ("take_id") REFERENCES "public"."take"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_rubric" ADD CONSTRAINT "own_rubric_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_rubric_version" ADD CONSTRAINT "own_rubric_version_rubric_id_own_rubric_id_fk" FOREIGN KEY ("rubric_id") REFERENCES "public"."own_rubric"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_grant" ADD CONSTRAINT "circle_grant_grant_id_grant_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."grant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_grant" ADD CONSTRAINT "circle_grant_request_id_circle_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."circle_request"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_member" ADD CONSTRAINT "circle_member_circle_id_circle_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circle"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_member" ADD CONSTRAINT "circle_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_request" ADD CONSTRAINT "circle_request_circle_id_circle_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circle"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_request" ADD CONSTRAINT "circle_request_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_request" ADD CONSTRAINT "circle_request_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_out" ADD CONSTRAINT "mail_out_sender_id_person_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_out" ADD CONSTRAINT "mail_out_grant_id_grant_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."grant"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_setting" ADD CONSTRAINT "mail_setting_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_grant_id_grant_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."grant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grant_take" ADD CONSTRAINT "grant_take_grant_id_grant_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."grant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grant_take" ADD CONSTRAINT "grant_take_take_id_take_id_fk" FOREIGN KEY ("take_id") REFERENCES "public"."take"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviewer_code" ADD CONSTRAINT "reviewer_code_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "readiness_owner" ON "readiness" USING btree ("owner_id","taken_at");--> statement-breakpoint
CREATE INDEX "comment_reply_comment" ON "comment_reply" USING btree ("comment_id");--> statement-breakpoint
CREATE INDEX "marker_review" ON "marker" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "marker_take" ON "marker" USING btree ("take_id");--> statement-breakpoint
CREATE INDEX "own_rubric_owner" ON "own_rubric" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "circle_member_person" ON "circle_member" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "circle_request_circle" ON "circle_request" USING btree ("circle_id","created_at");--> statement-breakpoint
CREATE INDEX "mail_out_waiting" ON "mail_out" USING btree ("state","next_try_at");--> statement-breakpoint
CREATE INDEX "mail_out_sender" ON "mail_out" USING btree ("sender_id","created_at");--> statement-breakpoint
CREATE INDEX "notice_person" ON "notice" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "notice_digest" ON "notice" USING btree ("is_for_digest");--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_resolved_by_take_id_take_id_fk" FOREIGN KEY ("resolved_by_take_id") REFERENCES "public"."take"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_self_of_session_id_fk" FOREIGN KEY ("self_of") REFERENCES "public"."session"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grant" ADD CONSTRAINT "grant_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grant_opening" ADD CONSTRAINT "grant_opening_take_id_take_id_fk" FOREIGN KEY ("take_id") REFERENCES "public"."take"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "review_self" ON "review" USING btree ("self_of","rubric_id");--> statement-breakpoint
CREATE INDEX "grant_person" ON "grant" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "grant_end" ON "grant" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "grant_opening_grant" ON "grant_opening" USING btree ("grant_id","opened_at");