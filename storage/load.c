/* What each one bears, over a book. */
#include "storage/load.h"

#include "storage/attend.h"
#include "storage/csv_read.h"
#include "storage/roster_change.h"

static enum rc
read_loads(struct book *b, struct arena *a, const char *book, struct load_table *t, struct err *e)
{
	struct things attended = {0};
	enum rc rc = roster_limits(b, a, &t->limits, e);

	if (rc == RC_OK)
		rc = attend_lines(b, a, book, t->from, t->until, &attended, e);
	if (rc == RC_OK) {
		duty_load(&t->roster.duty, &t->limits, &attended, t->from, t->until, &t->loads);
		duty_fairness(&t->loads, &t->fairness);
	}
	vec_clear(&attended);
	return rc;
}

enum rc
load_read(struct book *b, struct arena *a, const char *book, int day_from, int day_until,
	  struct load_table *out, struct err *e)
{
	int64_t from = day_secs(day_from), until = day_secs(day_add(day_until, 1));
	struct stints all = {0};
	int begins;
	enum rc rc;

	*out = (struct load_table){.day_from = day_from, .day_until = day_until};
	if (roster_load(b, a, book, from, until + DAY_SECONDS, &out->roster, e) != RC_OK)
		return e->code;
	duty_resolve(&out->roster.duty, from, until, &all);
	begins = duty_begins(&all);
	vec_clear(&all);
	out->from = from + begins * 60;
	out->until = until + begins * 60;
	rc = read_loads(b, a, book, out, e);
	if (rc != RC_OK)
		load_clear(out);
	return rc;
}

void
load_clear(struct load_table *t)
{
	vec_clear(&t->loads);
	roster_clear(&t->roster);
	t->roster = (struct roster){0};
}

struct allowance
load_allowance(struct book *b, const struct load_table *t, bool public)
{
	return (struct allowance){.book = &t->roster.duty,
				  .limits = &t->limits,
				  .loads = &t->loads,
				  .station = book_station(b),
				  .from = t->day_from,
				  .until = t->day_until,
				  .made_on = day_of(book_now(b)),
				  .public = public};
}

static void
add_number(struct str *out, int64_t n)
{
	str_add_f(out, ",%lld", (long long)n);
}

static void
add_hours(struct str *out, int64_t minutes)
{
	int64_t tenths = (minutes + 3) / 6;

	str_add_f(out, ",%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
}

static void
add_row(const struct load_table *t, const struct duty_load *l, struct str *out)
{
	const struct person *p = duty_person(&t->roster.duty, l->person);

	csv_add_cell(out, duty_person_name(&t->roster.duty, l->person), true);
	csv_add_cell(out, p && p->unit ? p->unit : "", false);
	csv_add_cell(out, p && p->post ? p->post : "", false);
	add_number(out, (int64_t)l->duties);
	add_number(out, (int64_t)l->attended);
	add_hours(out, l->minutes);
	add_hours(out, l->attended_minutes);
	add_number(out, (int64_t)l->nights);
	add_number(out, (int64_t)(l->days[DAY_WORK] + l->days[DAY_MAKEUP]));
	add_number(out, (int64_t)l->days[DAY_WEEKEND]);
	add_number(out, (int64_t)l->days[DAY_REST]);
	add_number(out, (int64_t)l->days[DAY_STATUTORY]);
	add_hours(out, l->oncall_minutes);
	add_hours(out, l->weighted * 60 / 1000);
	str_add(out, ",");
	if (t->limits.nrates && l->paid)
		allowance_yuan(l->allowance, out);
	str_add(out, CSV_CRLF);
}

void
load_csv(const struct load_table *t, struct str *out)
{
	str_add(out, CSV_BOM "姓名,单位,职务,班次,到岗,工时,到岗工时,夜班,工作日,周末,调休休息日,"
			     "法定节假日,听班工时,加权工时,值班补助（元）" CSV_CRLF);
	for (size_t i = 0; i < t->loads.n; i++)
		add_row(t, &t->loads.v[i], out);
}

struct csv_allowance {
	const struct allowance *allowance;
	struct str *out;
};

static void
add_allowance_row(void *ctx, const char *const all[ALLOWANCE_COLUMNS])
{
	struct csv_allowance *c = ctx;
	const char *cells[ALLOWANCE_COLUMNS];
	size_t n = allowance_cells(c->allowance, all, cells);

	for (size_t i = 0; i < n; i++)
		csv_add_cell(c->out, cells[i], i == 0);
	str_add(c->out, CSV_CRLF);
}

void
load_allowance_csv(struct book *b, const struct load_table *t, bool public, struct str *out)
{
	struct allowance al = load_allowance(b, t, public);
	struct csv_allowance c = {&al, out};

	str_add(out, CSV_BOM);
	allowance_rows(&al, add_allowance_row, &c);
}
