CREATE TABLE "sign_in_tries" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"at" bigint NOT NULL,
	"forget_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sign_in_tries_forget" ON "sign_in_tries" USING btree ("forget_at");