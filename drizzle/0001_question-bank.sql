CREATE TABLE "bookmark" (
	"owner_id" text NOT NULL,
	"question_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bookmark_owner_id_question_id_pk" PRIMARY KEY("owner_id","question_id")
);
--> statement-breakpoint
CREATE TABLE "own_question" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"set_id" uuid NOT NULL,
	"question" jsonb NOT NULL,
	"position" integer NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "own_set" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"owner_id" text NOT NULL,
	"title" text NOT NULL,
	"purpose" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "program_note" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"owner_id" text NOT NULL,
	"program" text NOT NULL,
	"mission" text DEFAULT '' NOT NULL,
	"population" text DEFAULT '' NOT NULL,
	"curriculum" text DEFAULT '' NOT NULL,
	"people" text DEFAULT '' NOT NULL,
	"questions" text DEFAULT '' NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "question_note" (
	"owner_id" text NOT NULL,
	"question_id" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"target_from_s" integer,
	"target_to_s" integer,
	CONSTRAINT "question_note_owner_id_question_id_pk" PRIMARY KEY("owner_id","question_id")
);
--> statement-breakpoint
ALTER TABLE "bookmark" ADD CONSTRAINT "bookmark_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_question" ADD CONSTRAINT "own_question_set_id_own_set_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."own_set"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_set" ADD CONSTRAINT "own_set_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_note" ADD CONSTRAINT "program_note_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_note" ADD CONSTRAINT "question_note_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "own_question_set" ON "own_question" USING btree ("set_id","position");--> statement-breakpoint
CREATE INDEX "own_set_owner" ON "own_set" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "program_note_owner" ON "program_note" USING btree ("owner_id");