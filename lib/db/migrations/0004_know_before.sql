CREATE TABLE "action_follow_ups" (
	"action_id" text PRIMARY KEY NOT NULL,
	"due_at" bigint NOT NULL,
	"looks" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flow_actions" (
	"id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"org_id" text NOT NULL,
	"user_id" text NOT NULL,
	"username" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"kind" text NOT NULL,
	"flow_inst_id" text NOT NULL,
	"flow_id" text NOT NULL,
	"flow_name" text NOT NULL,
	"owners" text[] NOT NULL,
	"cancellation_id" text,
	"trigger_at" bigint,
	"known_before" text[] NOT NULL,
	"state" text NOT NULL,
	"requested_at" bigint NOT NULL,
	"sent_at" bigint,
	"answered_at" bigint,
	"answer_verdict" text,
	"answer_code" bigint,
	"answer_http" integer,
	"answer_text" text,
	"answer_request_id" text,
	"closed_at" bigint,
	"new_flow_inst_id" text
);
--> statement-breakpoint
ALTER TABLE "cancellations" ADD COLUMN "impact" json;--> statement-breakpoint
ALTER TABLE "cancellations" ADD COLUMN "pause_schedule" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "action_follow_ups_due" ON "action_follow_ups" USING btree ("due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "flow_actions_one_open" ON "flow_actions" USING btree ("org_id","flow_id",(kind = 'run_again')) WHERE state in ('requested', 'sent', 'unconfirmed');--> statement-breakpoint
CREATE UNIQUE INDEX "flow_actions_key" ON "flow_actions" USING btree ("org_id","user_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "flow_actions_of_org" ON "flow_actions" USING btree ("org_id","requested_at","id");--> statement-breakpoint
CREATE INDEX "flow_actions_of_flow" ON "flow_actions" USING btree ("org_id","flow_id","requested_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "flow_actions_of_cancellation" ON "flow_actions" USING btree ("cancellation_id");