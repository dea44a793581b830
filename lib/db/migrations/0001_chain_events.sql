-- Numbers the events of an organization without gaps and chains each to the one before. Whoever appends holds the
-- head of the organization until the transaction ends, so appends of one organization come one after the other.
CREATE FUNCTION chain_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head event_heads%ROWTYPE;
BEGIN
  SELECT * INTO head FROM event_heads WHERE org_id = NEW.org_id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO event_heads (org_id, n, hash) VALUES (NEW.org_id, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM event_heads WHERE org_id = NEW.org_id FOR UPDATE;
  END IF;
  NEW.n := head.n + 1;
  NEW.previous_hash := head.hash;
  NEW.hash := encode(sha256(convert_to(head.hash || E'\n' || NEW.n || E'\n' || NEW.body, 'UTF8')), 'hex');
  UPDATE event_heads SET n = NEW.n, hash = NEW.hash WHERE org_id = NEW.org_id;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER chain_event BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION chain_event();
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are append-only';
END
$$;
--> statement-breakpoint
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
