-- The role with which Postfix reads routes, and nothing else. Run it once, after the broker made its tables:
--   docker compose exec -T database psql --username=guestbridge guestbridge < quarkus-app/src/main/mail/role.sql
-- Then give it the password that stands in secrets/mail-database.password:
--   docker compose exec database psql --username=guestbridge guestbridge -c '\password guestbridge_mail'
CREATE ROLE guestbridge_mail LOGIN CONNECTION LIMIT 100;
ALTER ROLE guestbridge_mail SET default_transaction_read_only = on;
ALTER ROLE guestbridge_mail SET statement_timeout = '5s';
GRANT SELECT ON gb_mail_route TO guestbridge_mail;
