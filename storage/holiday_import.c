/* Makes a year's table of holidays from a file, beside the others of the office. */
#include "storage/holiday_import.h"

#include <stdio.h>
#include <string.h>

#include "storage/file.h"
#include "storage/roster.h"

/* The table must be one that can be read, alone and beside those of its neighbours. */
static enum rc
try_out(struct book *b, struct arena *a, const char *name, const struct str *table, struct err *e)
{
	struct calendar calendar = {0};
	int year = 0;
	enum rc rc;

	if (sscanf(name, "%d", &year) != 1)
		year = 0;
	rc =
	    roster_calendar(b, a, &(struct calendar_years){year - 1, year + 1, year}, &calendar, e);
	if (rc == RC_OK)
		rc = calendar_read(a, &calendar, name, table->ptr, table->len, e);
	calendar_clear(&calendar);
	return rc;
}

/* Whether the office's own table stands there, and is this one. */
static enum rc
compare(struct arena *a, const char *path, const struct str *table, bool *there, bool *same,
	struct err *e)
{
	char *text;
	size_t len;
	enum rc rc = file_read(a, path, HOLIDAYS_BYTES_MAX, &text, &len, e);

	*there = rc == RC_OK;
	*same = *there && len == table->len && memcmp(text, table->ptr, len) == 0;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc
write_table(struct arena *a, const struct holiday_import *what, struct holiday_imported *out,
	    const struct str *table, struct err *e)
{
	char *folder = arena_text(a, out->path);
	bool there;

	if (compare(a, out->path, table, &there, &out->kept, e) != RC_OK)
		return e->code;
	if (there && !out->kept && !what->replace)
		return err_set(e, RC_CONFLICT,
			       _("the office has its own table in %s: compare the two, then import "
				 "with --replace"),
			       out->path);
	if (out->kept || what->dry_run)
		return RC_OK;
	*strrchr(folder, '/') = '\0';
	if (file_make_dirs(folder, e) != RC_OK)
		return e->code;
	return file_write(out->path, table->ptr, table->len, e);
}

enum rc
holidays_import(struct book *b, struct arena *a, const struct holiday_import *what,
		struct holiday_imported *out, struct err *e)
{
	struct holiday_imported done = {0};
	struct str table = STR_INIT;
	const char *name;
	enum rc rc = holidays_read(a, what->file, what->text, what->len, &done.holidays, e);

	if (rc != RC_OK)
		return rc;
	holidays_write(&done.holidays, &table);
	name = arena_text_f(a, "%d.conf", done.holidays.year);
	done.path = arena_text_f(a, "%s/templates/holidays/%s", book_home(b), name);
	rc = book_begin(b, e); /* one import at a time */
	if (rc == RC_OK) {
		rc = try_out(b, a, name, &table, e);
		if (rc != RC_OK)
			err_add(e, "%s", what->file);
		if (rc == RC_OK)
			rc = write_table(a, what, &done, &table, e);
		book_abort(b);
	}
	str_clear(&table);
	if (rc == RC_OK)
		*out = done;
	return rc;
}
