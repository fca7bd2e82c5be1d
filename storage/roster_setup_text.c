/* The set-up written down as the file that makes it. */
#include <stdlib.h>
#include <string.h>

#include "core/crew.h"
#include "core/season.h"
#include "core/setup_check.h"
#include "storage/setup_inside.h"

static const char *
person_text(const struct duty_book *b, const char *id)
{
	const char *name = duty_person_name(b, id);

	for (size_t i = 0; i < b->people.n; i++)
		if (!str_equal(b->people.v[i]->id, id) &&
		    str_equal(duty_person_name(b, b->people.v[i]->id), name))
			return id; /* two of the name */
	return name;
}

void
roster_setup_crews(const struct duty_book *b, char *const *crews, struct str *out)
{
	struct arena a = {0};

	for (size_t i = 0; crews && crews[i]; i++) {
		str_add(out, i ? "、" : "");
		for (const char *p = crews[i]; *p;) {
			size_t n = strcspn(p, "+");

			str_add_f(out, "%s%s", person_text(b, arena_text_n(&a, p, n)),
				  p[n] ? "+" : "");
			p += n + (p[n] != '\0');
		}
	}
	arena_free(&a);
}

static void
add_field(const struct setup *s, const struct thing *t, const struct field *f, struct str *out)
{
	if (str_equal(f->name, "name") || field_empty(f, t->body))
		return;
	str_add_f(out, "%s = ", f->name);
	if (t->kind == &kind_pattern && str_equal(f->name, "crews"))
		roster_setup_crews(&s->roster.duty, ((const struct pattern *)t->body)->crews, out);
	else if (f->type == &field_ref)
		str_add(out, duty_post_name(&s->roster.duty, *(char *const *)field_of(f, t->body)));
	else
		field_show(f, t->body, out);
	str_add_char(out, '\n');
}

static void
add_thing(const struct setup *s, const struct thing *t, struct str *out)
{
	str_add_f(out, "\n[%s %s]\n", t->kind->name, setup_name(t->kind, t->body));
	for (size_t i = 0; i < t->kind->nfields; i++)
		add_field(s, t, &t->kind->fields[i], out);
}

static bool
is_shown(const struct setup *s, const struct thing *t, const struct kind *k)
{
	if (t->kind != k)
		return false;
	if (k == &kind_pattern)
		return !pattern_over(t->body, book_now(s->book));
	return k != &kind_season || !((const struct season *)t->body)->cancelled;
}

static int64_t
order_of(const struct thing *t)
{
	int i = kind_field_index(t->kind, "order");
	const struct count *order = i >= 0 ? field_of(&t->kind->fields[i], t->body) : NULL;

	return order && order->set ? order->n : INT64_MAX;
}

static int
compare(const void *a, const void *b)
{
	const struct thing *x = *(struct thing *const *)a, *y = *(struct thing *const *)b;

	if (order_of(x) != order_of(y))
		return order_of(x) < order_of(y) ? -1 : 1;
	return record_id_compare(x->id, y->id);
}

static void
add_kind(struct setup *s, const struct kind *k, struct str *out)
{
	const struct things *list = setup_list(s, k);
	struct things shown = {0};

	for (size_t i = 0; i < list->n; i++)
		if (is_shown(s, list->v[i], k))
			vec_push(&shown, list->v[i]);
	if (shown.n > 1)
		qsort(shown.v, shown.n, sizeof(*shown.v), compare);
	for (size_t i = 0; i < shown.n; i++)
		add_thing(s, shown.v[i], out);
	vec_clear(&shown);
}

enum rc
roster_setup_text(struct book *b, struct arena *a, struct str *out, struct err *e)
{
	struct setup s;
	enum rc rc = setup_open(&s, b, a, e);

	if (rc == RC_OK) {
		str_add_f(out,
			  "# %s的值守设置。改好后用 zhiban roster setup 本文件 登记；"
			  "写法见 templates/roster/setup.conf。\n",
			  book_station(b)->name);
		for (size_t i = 0; i < SETUP_KINDS; i++)
			add_kind(&s, setup_kinds[i], out);
	}
	setup_clear(&s);
	return rc;
}
