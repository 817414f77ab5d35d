CREATE TABLE "shown_rubric" (
	"grant_id" uuid PRIMARY KEY NOT NULL,
	"rubric" jsonb NOT NULL,
	"shown_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "circle_tally" (
	"circle_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"given" integer DEFAULT 0 NOT NULL,
	"unlocked" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "circle_tally_circle_id_person_id_pk" PRIMARY KEY("circle_id","person_id")
);
--> statement-breakpoint
DROP INDEX "review_self";--> statement-breakpoint
ALTER TABLE "answer" ADD COLUMN "retake_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "circle_grant" ADD COLUMN "is_counted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "circle_request" ADD COLUMN "is_counted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "grant" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shown_rubric" ADD CONSTRAINT "shown_rubric_grant_id_grant_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."grant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_tally" ADD CONSTRAINT "circle_tally_circle_id_circle_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circle"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_tally" ADD CONSTRAINT "circle_tally_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "review_self" ON "review" USING btree ("self_of","rubric_id",("rubric" ->> 'version'));