/* Who hands over to whom, by the roster. */
#include <string.h>

#include "core/duty.h"
#include "core/handover.h"
#include "core/vec.h"

enum { FRESH = 2 * 3600, AROUND = 3 * DAY_SECONDS };

static bool
in_group(const struct post *p, int group)
{
	return p && (p->group ? p->group : GROUP_WATCH) == group;
}

/* The post whose name holds the word; NULL without one. */
static const char *
post_named(const struct duty_book *b, struct arena *a, int group, const char *word)
{
	const char **ids = duty_posts(b, a);

	for (size_t i = 0; i < b->posts.n; i++)
		if (in_group(duty_post(b, ids[i]), group) &&
		    strstr(duty_post_name(b, ids[i]), word))
			return ids[i];
	return NULL;
}

/* 主班, 指挥员, else the group's first post that is no leader's. */
static const char *
main_post(const struct duty_book *b, struct arena *a, int group)
{
	const char *found = post_named(b, a, group, group == GROUP_FIRE ? "指挥员" : "主班");
	const char **ids = duty_posts(b, a);

	for (size_t i = 0; !found && i < b->posts.n; i++)
		if (in_group(duty_post(b, ids[i]), group) &&
		    !strstr(duty_post_name(b, ids[i]), "带班"))
			found = ids[i];
	return found;
}

/* Who stands a post at a moment: the first, NULL for nobody. */
static char *
standing(const struct stints *all, const char *post, int64_t at)
{
	for (size_t i = 0; post && i < all->n; i++)
		if (str_equal(all->v[i].post, post) && all->v[i].from <= at && at < all->v[i].until)
			return (char *)all->v[i].person;
	return NULL;
}

/* The border between the two shifts: the end of the one that goes. 0: none known. */
static int64_t
find_border(const struct stints *all, const char *post, int64_t now, int64_t sealed_until,
	    int64_t *start)
{
	const struct stint *runs = NULL, *before = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const struct stint *s = &all->v[i];

		if (!str_equal(s->post, post))
			continue;
		if (s->from <= now && now < s->until)
			runs = s;
		else if (s->until <= now && (!before || s->until > before->until))
			before = s;
	}
	if (before && (!runs || now - runs->from < FRESH) && before->until > sealed_until) {
		*start = before->from;
		return before->until;
	}
	if (!runs)
		return 0;
	*start = runs->from;
	return runs->until;
}

void
handover_people(const struct duty_book *b, int group, int64_t now, int64_t sealed_until,
		struct handover *out)
{
	struct arena a = {0};
	struct stints all = {0};
	const char *main = main_post(b, &a, group);
	const char *deputy = post_named(b, &a, group, "副班");
	const char *leader = post_named(b, &a, group, "带班");
	int64_t start = 0, border;

	duty_resolve(b, now - AROUND, now + AROUND, &all);
	border = main ? find_border(&all, main, now, sealed_until, &start) : 0;
	if (border) {
		out->start = moment_at(start);
		out->end = moment_at(border);
		out->outgoing = standing(&all, main, border - 60);
		out->incoming = standing(&all, main, border);
		out->out_deputy = standing(&all, deputy, border - 60);
		out->in_deputy = standing(&all, deputy, border);
		out->out_leader = standing(&all, leader, border - 60);
		out->in_leader = standing(&all, leader, border);
	}
	vec_clear(&all);
	arena_free(&a);
}

int64_t
handover_overdue(const struct duty_book *b, int group, int64_t now, int64_t sealed_until)
{
	struct arena a = {0};
	struct stints all = {0};
	const char *main = main_post(b, &a, group);
	int64_t last = 0;

	duty_resolve(b, now - AROUND, now, &all);
	for (size_t i = 0; main && i < all.n; i++)
		if (str_equal(all.v[i].post, main) && all.v[i].until <= now &&
		    all.v[i].until > last)
			last = all.v[i].until;
	vec_clear(&all);
	arena_free(&a);
	return last > sealed_until && now - last >= NOBODY_MINUTES * 60 ? last : 0;
}
