-- Rights of the group's daybook, for the owner of its tables to run once. A server without row-level security lacks the
-- statements that make it, and then keeps no site from reading another.
begin;

alter table referraldesk.event  enable row level security;
alter table referraldesk.member enable row level security;

-- The site that a role is bound to stands in a table that only the owner writes, under the name that the server itself knows
-- the role by. A role without a row there notes nothing and reads nothing. Nothing lets a role change or delete.
drop policy if exists note_own_site on referraldesk.event;
create policy note_own_site on referraldesk.event for insert
    with check (site = (select m.site from referraldesk.member m where m.role = cast(current_user as text)));

drop policy if exists read_own_site on referraldesk.event;
create policy read_own_site on referraldesk.event for select
    using (site = (select m.site from referraldesk.member m where m.role = cast(current_user as text)));

drop policy if exists read_every_site on referraldesk.event;
create policy read_every_site on referraldesk.event for select
    using ((select count(*) from referraldesk.reader r where r.role = cast(current_user as text)) > 0);

drop policy if exists see_own_row on referraldesk.member;
create policy see_own_row on referraldesk.member for select
    using (role = cast(current_user as text) or (select count(*) from referraldesk.reader r where r.role = cast(current_user as text)) > 0);

commit;

-- A role that notes for site TP123. The first statement fails, and harms nothing, where the role is there already.
-- Then give it a password, with \password in psql.
create role "site_tp123" login;

begin;
grant usage on schema referraldesk to "site_tp123";
grant select on referraldesk.version, referraldesk.member, referraldesk.reader, referraldesk.event to "site_tp123";
grant insert (id, site, book, line, type, at, day, zone, answers, reference, destination, status, conditions, urgent, account, used_on, raw)
    on referraldesk.event to "site_tp123";
delete from referraldesk.member where role = 'site_tp123';
delete from referraldesk.reader where role = 'site_tp123';
insert into referraldesk.member (role, site) values ('site_tp123', 'TP123');

commit;

-- A role that notes for site FA999 and reads every site. The first statement fails, and harms nothing, where the role is there already.
-- Then give it a password, with \password in psql.
create role "o'brien""; drop" login;

begin;
grant usage on schema referraldesk to "o'brien""; drop";
grant select on referraldesk.version, referraldesk.member, referraldesk.reader, referraldesk.event to "o'brien""; drop";
grant insert (id, site, book, line, type, at, day, zone, answers, reference, destination, status, conditions, urgent, account, used_on, raw)
    on referraldesk.event to "o'brien""; drop";
delete from referraldesk.member where role = 'o''brien"; drop';
delete from referraldesk.reader where role = 'o''brien"; drop';
insert into referraldesk.member (role, site) values ('o''brien"; drop', 'FA999');
insert into referraldesk.reader (role) values ('o''brien"; drop');

commit;
