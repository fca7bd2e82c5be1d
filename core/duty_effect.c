/* What a change of the roster would do. */
#include "core/duty_effect.h"

#include "core/i18n.h"
#include "core/str.h"
#include "core/vec.h"

static void
take_loads(const struct duty_effect_ask *ask, const struct duty_book *book, bool after,
	   struct duty_effect *out)
{
	struct duty_loads loads = {0};

	duty_load(book, ask->limits, NULL, ask->load_from, ask->load_until, &loads);
	for (size_t p = 0; p < out->npeople; p++)
		for (size_t i = 0; i < loads.n; i++)
			if (str_equal(loads.v[i].person, out->people[p].person))
				*(after ? &out->people[p].after : &out->people[p].before) =
				    loads.v[i];
	vec_clear(&loads);
}

void
duty_effect(struct arena *a, const struct duty_effect_ask *ask, struct duty_effect *out)
{
	*out = (struct duty_effect){0};
	duty_check(a, ask->before, ask->limits, ask->from, ask->until, &out->before);
	duty_check(a, ask->after, ask->limits, ask->from, ask->until, &out->after);
	duty_check_news(a, ask->after, &out->before, &out->after, &out->broken);
	duty_check_news(a, ask->after, &out->after, &out->before, &out->mended);
	for (size_t p = 0; p < EFFECT_PEOPLE && ask->people[p]; p++)
		out->people[out->npeople++].person = ask->people[p];
	if (!out->npeople)
		return;
	take_loads(ask, ask->before, false, out);
	take_loads(ask, ask->after, true, out);
}

void
duty_effect_clear(struct duty_effect *x)
{
	vec_clear(&x->broken);
	vec_clear(&x->mended);
	vec_clear(&x->before);
	vec_clear(&x->after);
}

const struct violation *
duty_effect_forbids(const struct duty_effect *x, bool gaps)
{
	static const struct violations nothing;

	return duty_newly_broken(&nothing, &x->broken, gaps);
}

size_t
duty_effect_why(const struct duty_effect *x, bool gaps, struct str *out)
{
	static const struct violations nothing;
	size_t n = 0;

	for (size_t i = 0; i < x->broken.n; i++) {
		const struct violations one = {.v = &x->broken.v[i], .n = 1};

		if (duty_newly_broken(&nothing, &one, gaps))
			str_add_f(out, "%s%s", n++ ? _("; ") : "", one.v->why);
	}
	return n;
}
