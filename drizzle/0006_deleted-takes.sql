CREATE TABLE "deleted_take" (
	"id" uuid NOT NULL,
	"answer_id" uuid NOT NULL,
	"deleted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deleted_take_id_answer_id_pk" PRIMARY KEY("id","answer_id")
);
