CREATE TABLE "gateway_minutes" (
	"minute" bigint NOT NULL,
	"server" text NOT NULL,
	"operation" text NOT NULL,
	"calls" integer NOT NULL,
	"failed" integer NOT NULL,
	"limited" integer NOT NULL,
	"latency" integer[] NOT NULL,
	CONSTRAINT "gateway_minutes_minute_server_operation_pk" PRIMARY KEY("minute","server","operation")
);
--> statement-breakpoint
CREATE TABLE "watchers" (
	"cancellation_id" text NOT NULL,
	"user_id" text NOT NULL,
	"since" bigint NOT NULL,
	CONSTRAINT "watchers_cancellation_id_user_id_pk" PRIMARY KEY("cancellation_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "cancellations" ADD COLUMN "last_sent_at" bigint;--> statement-breakpoint
ALTER TABLE "cancellations" ADD COLUMN "reopened_at" bigint;--> statement-breakpoint
ALTER TABLE "cancellations" ADD COLUMN "later_status" bigint;--> statement-breakpoint
ALTER TABLE "cancellations" ADD COLUMN "later_at" bigint;--> statement-breakpoint
CREATE INDEX "watchers_of_person" ON "watchers" USING btree ("user_id");