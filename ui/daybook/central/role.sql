
-- A role that notes for site {site}{and-reads}. The first statement fails, and harms nothing, where the role is there already.
-- Then give it a password, with \password in psql.
create role {role} login;

begin;
grant usage on schema referraldesk to {role};
grant select on referraldesk.version, referraldesk.member, referraldesk.reader, referraldesk.event to {role};
grant insert (id, site, book, line, type, at, day, zone, answers, reference, destination, status, conditions, urgent, account, used_on, raw)
    on referraldesk.event to {role};
delete from referraldesk.member where role = {role-text};
delete from referraldesk.reader where role = {role-text};
insert into referraldesk.member (role, site) values ({role-text}, {site-text});
