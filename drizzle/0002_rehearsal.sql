CREATE TABLE "delivery" (
	"take_id" uuid PRIMARY KEY NOT NULL,
	"gaze" jsonb,
	"framing" jsonb,
	"pacing" jsonb,
	"gaze_track" text,
	"measured_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "star_tick" (
	"take_id" uuid NOT NULL,
	"part" text NOT NULL,
	"at_ms" integer NOT NULL,
	CONSTRAINT "star_tick_take_id_part_pk" PRIMARY KEY("take_id","part")
);
--> statement-breakpoint
CREATE TABLE "transcript" (
	"take_id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"text" text NOT NULL,
	"segments" jsonb,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reflection" (
	"take_id" uuid PRIMARY KEY NOT NULL,
	"answer_id" uuid NOT NULL,
	"rating" integer,
	"change" text DEFAULT '' NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "own_format" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"format" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "answer" ADD COLUMN "best_take_id" uuid;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "bullets" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "standing" jsonb;--> statement-breakpoint
ALTER TABLE "take" ADD COLUMN "cut_short" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "take" ADD COLUMN "poster_key" text;--> statement-breakpoint
ALTER TABLE "take" ADD COLUMN "verified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "take" ADD COLUMN "damage" text;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_take_id_take_id_fk" FOREIGN KEY ("take_id") REFERENCES "public"."take"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "star_tick" ADD CONSTRAINT "star_tick_take_id_take_id_fk" FOREIGN KEY ("take_id") REFERENCES "public"."take"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transcript" ADD CONSTRAINT "transcript_take_id_take_id_fk" FOREIGN KEY ("take_id") REFERENCES "public"."take"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reflection" ADD CONSTRAINT "reflection_answer_id_answer_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."answer"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_format" ADD CONSTRAINT "own_format_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reflection_answer" ON "reflection" USING btree ("answer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "own_format_name" ON "own_format" USING btree ("owner_id","name");