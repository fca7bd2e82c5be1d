/* Holidays from elsewhere: what is taken makes a table that our own reader takes, day for day. */
#include <stdint.h>
#include <string.h>

#include "core/calendar.h"
#include "core/holidays.h"
#include "core/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct holidays h;
	struct calendar c = {0};
	struct str table = STR_INIT;
	struct err e = {0};

	if (holidays_read(&a, "f", (const char *)data, size, &h, &e) == RC_OK) {
		holidays_write(&h, &table);
		if (!text_is_utf8(table.ptr, table.len))
			die("the table is not UTF-8");
		if (calendar_read(&a, &c, "table", table.ptr, table.len, &e) != RC_OK)
			die("our own reader refuses it: %s", e.text);
		if (c.n != h.n)
			die("%zu days became %zu", h.n, c.n);
		for (size_t i = 0; i < h.n; i++)
			if (calendar_kind(&c, h.v[i].day) != (h.v[i].statutory ? DAY_STATUTORY
							      : h.v[i].off     ? DAY_REST
									       : DAY_MAKEUP))
				die("%d became another kind of day", h.v[i].day);
	} else if (e.code != RC_INVALID || e.text[0] == '\0') {
		die("refused without a reason");
	}
	str_clear(&table);
	calendar_clear(&c);
	arena_free(&a);
	return 0;
}
