/* Anything typed as a time is refused or comes back the same from its canonical form. */
#include <stdint.h>
#include <string.h>

#include "core/arena.h"
#include "core/moment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_typed(const char *text, enum moment_sense sense)
{
	const int64_t now = civil_secs(2026, 1, 18, 23, 59) + 30;
	struct moment m, again;
	struct err e = {0};
	char iso[MOMENT_TEXT];

	if (moment_parse(text, now, sense, MOMENT_ALLOW_ABOUT | MOMENT_ALLOW_UNKNOWN, &m, &e) !=
	    RC_OK) {
		if (e.text[0] == '\0')
			die("refused without a reason");
		return;
	}
	moment_iso(m, iso);
	if (moment_read(iso, strlen(iso), &again, &e) != RC_OK)
		die("%s: %s", iso, e.text);
	if (again.kind != m.kind || again.secs != m.secs || m.secs % 60 != 0)
		die("%s came back as another moment", iso);
	if (sense == MOMENT_HAPPENED && m.secs > now + 120)
		die("%s is in the future", iso);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	const char *text = arena_text_n(&a, (const char *)data, size);
	char iso[MOMENT_TEXT];
	struct moment m;
	int64_t ms;
	int day;

	for (int sense = MOMENT_HAPPENED; sense <= MOMENT_ANY; sense++)
		check_typed(text, (enum moment_sense)sense);
	if (day_parse(text, &day, NULL) == RC_OK && day_of(day_secs(day)) != day)
		die("%d is another day", day);
	if (moment_read((const char *)data, size, &m, NULL) == RC_OK) {
		moment_iso(m, iso);
		if (strlen(iso) != size || memcmp(iso, data, size) != 0)
			die("%s was read from another form", iso);
	}
	if (stamp_read((const char *)data, size, &ms, NULL) == RC_OK) {
		stamp_iso(ms, iso);
		if (strlen(iso) != size || memcmp(iso, data, size) != 0)
			die("%s was read from another form", iso);
	}
	arena_free(&a);
	return 0;
}
