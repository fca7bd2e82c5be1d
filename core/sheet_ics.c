/* The roster as a calendar for telephones (iCalendar, RFC 5545). */
#include <string.h>

#include "core/sheet.h"
#include "core/vec.h"

enum { OCTETS = 72 }; /* of a line: 75 at most, and a character may take four */

/* A content line, folded between characters. */
static void
add_line(struct str *out, const char *text)
{
	size_t n = 0;

	for (; *text; text++) {
		if (n >= OCTETS && ((unsigned char)*text & 0xc0) != 0x80) {
			str_add(out, "\r\n ");
			n = 1;
		}
		str_add_char(out, *text);
		n++;
	}
	str_add(out, "\r\n");
}

static void
add_escaped(struct str *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\n') {
			str_add(out, "\\n");
			continue;
		}
		if (strchr("\\;,", *text))
			str_add_char(out, '\\');
		str_add_char(out, *text);
	}
}

static void
add_time(struct str *out, const char *name, int64_t secs)
{
	struct civil c = civil_of(secs);

	str_add_f(out, "%s;TZID=Asia/Shanghai:%04d%02d%02dT%02d%02d00\r\n", name, c.year, c.month,
		  c.day, c.hour, c.minute);
}

static void
add_event(const struct sheet *s, const struct stint *st, const char *stamp, struct str *out)
{
	struct str line = STR_INIT;
	struct civil c = civil_of(st->from);

	str_add(out, "BEGIN:VEVENT\r\n");
	str_add_f(&line, "UID:%s-%s-%04d%02d%02d%02d%02d@zhiban", st->origin, st->person, c.year,
		  c.month, c.day, c.hour, c.minute);
	add_line(out, line.ptr);
	str_cut(&line, 0);
	str_add_f(out, "DTSTAMP:%s\r\n", stamp);
	add_time(out, "DTSTART", st->from);
	add_time(out, "DTEND", st->until);
	str_add(&line, "SUMMARY:");
	add_escaped(&line, duty_post_name(s->book, st->post));
	str_add_char(&line, ' ');
	add_escaped(&line, duty_person_name(s->book, st->person));
	add_line(out, line.ptr);
	str_add(out, "END:VEVENT\r\n");
	str_clear(&line);
}

void
sheet_ics(const struct sheet *s, const char *person, int64_t now, struct str *out)
{
	struct stints all = {0};
	struct civil c = civil_of(now - ZONE_SECONDS);
	struct str stamp = STR_INIT;

	str_add_f(&stamp, "%04d%02d%02dT%02d%02d%02dZ", c.year, c.month, c.day, c.hour, c.minute,
		  c.second);
	str_add(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//zhiban//roster//ZH\r\n"
		     "CALSCALE:GREGORIAN\r\nBEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n"
		     "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0800\r\n"
		     "TZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n");
	duty_resolve(s->book, day_secs(s->from), day_secs(day_add(s->until, 1)), &all);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].from >= day_secs(s->from) &&
		    (!person || str_equal(all.v[i].person, person)))
			add_event(s, &all.v[i], stamp.ptr, out);
	str_add(out, "END:VCALENDAR\r\n");
	vec_clear(&all);
	str_clear(&stamp);
}
