-- Each process remembers for a moment who a key or cookie belongs to; it must hear at once when that ends or changes.
-- Noting when a key was last used is no such change.
CREATE TRIGGER changed AFTER DELETE OR UPDATE OF name, role, banned, ban_expires ON auth_users FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('access');
--> statement-breakpoint
CREATE TRIGGER changed AFTER DELETE OR UPDATE OF expires_at, token, user_id ON auth_sessions FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('access');
--> statement-breakpoint
CREATE TRIGGER changed AFTER DELETE OR UPDATE OF role, hash, expires_at, revoked_at, requests_per_minute ON api_keys FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('access');
