-- The daybook of a group: tables alone, for any server that speaks PostgreSQL's protocol. Who may do what is in rights.sql.

create schema if not exists referraldesk;

create table referraldesk.version (
    version integer not null primary key
);

-- Which site a role notes for. Only the owner of the tables writes here.
create table referraldesk.member (
    role text not null primary key,
    site text not null
);

-- The roles that read every site.
create table referraldesk.reader (
    role text not null primary key
);

-- A line of a desk's daybook. "raw" is the line as it stands there, hash included; the columns between say what queries ask for.
create table referraldesk.event (
    id          uuid not null primary key, -- of the event, made by the desk: a line that comes twice is one
    site        text not null,             -- ODS code of the practice that noted it
    book        uuid not null,             -- id of the first event of the file
    line        bigint not null,           -- number in that file's chain, from 1
    type        text not null,
    at          timestamp with time zone not null,
    day         date not null,             -- of "at", by the desk's own clock
    zone        integer not null,          -- seconds that this clock is ahead of UTC
    answers     boolean,                   -- false: a hand-off; true: what settles one; null: neither
    reference   text,
    destination text,
    status      text,
    conditions  text,                      -- that were confirmed, in order, with a space between
    urgent      boolean,
    account     text,                      -- in lower case
    used_on     date,
    raw         text not null,
    received    timestamp with time zone not null default current_timestamp
);

create index event_book on referraldesk.event (book, line);
create index event_day on referraldesk.event (day, site);
create index event_site on referraldesk.event (site, day);
create index event_account on referraldesk.event (account, used_on);
-- Holds all that it takes to find the hand-offs without an answer, so that the lines themselves are not read for it.
create index event_referral on referraldesk.event (answers, reference, destination, site, book, line, at, day, urgent, id);

insert into referraldesk.version (version) values (1);
