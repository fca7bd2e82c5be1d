/* Turns of crews by rotation patterns. */
#include "core/duty_pattern.h"

#include <string.h>

#include "core/vec.h"

enum { EIGHT = 8 * 60 };

static int64_t
start_of(const struct pattern *p)
{
	return day_secs(p->first) + (p->from.set ? p->from.minute : EIGHT) * 60;
}

static int64_t
every(const struct pattern *p)
{
	return (p->every.set ? p->every.n : p->hours.n) * 3600;
}

static bool
counts(const struct duty_book *b, const struct pattern *p, int64_t begins)
{
	static const struct calendar none;
	bool rest;

	if (p->days == PATTERN_ALL_DAYS)
		return true;
	rest = calendar_is_rest(b->calendar ? b->calendar : &none, day_of(begins));
	return rest == (p->days == PATTERN_RESTDAYS);
}

/* How many turns before this one count. */
static int64_t
turns_before(const struct duty_book *b, const struct pattern *p, int64_t k)
{
	int64_t n = 0;

	if (p->days == PATTERN_ALL_DAYS)
		return k;
	for (int64_t i = 0; i < k; i++)
		n += counts(b, p, start_of(p) + i * every(p));
	return n;
}

static size_t
count_crews(const struct pattern *p)
{
	size_t n = 0;

	while (p->crews && p->crews[n])
		n++;
	return n;
}

/* Whether a crew, 子+丑, names somebody. */
static bool
is_of(const char *crew, const char *person)
{
	size_t length = strlen(person);

	while (*crew) {
		size_t n = strcspn(crew, "+");

		if (n == length && strncmp(crew, person, n) == 0)
			return true;
		crew += n + (crew[n] != '\0');
	}
	return false;
}

/* One stint each of those who stand together, once even when they are named twice; the id is taken
 * from the people of the book, so that it outlives the pattern. */
static void
add_crew(const struct duty_book *b, const char *crew, struct stint s, struct stints *out)
{
	for (size_t i = 0; i < b->people.n; i++) {
		s.person = b->people.v[i]->id;
		if (is_of(crew, s.person))
			duty_cut_to_need(b, &s, out);
	}
}

void
duty_pattern(const struct duty_book *b, const struct pattern *p, const char *origin, int64_t from,
	     int64_t until, struct stints *out)
{
	int64_t start = start_of(p), length = p->hours.n * 3600, turn;
	int64_t last = p->last ? day_secs(p->last) + DAY_SECONDS : INT64_MAX;
	int64_t times = p->times.set && p->times.n > 0 ? p->times.n : 1, k = 0;
	size_t crews = count_crews(p);

	if (p->cancelled || crews == 0 || length <= 0 || every(p) < length)
		return;
	if (from > start + length)
		k = (from - start - length) / every(p);
	turn = turns_before(b, p, k);
	for (;; k++) {
		struct stint s = {.post = p->post,
				  .from = start + k * every(p),
				  .until = start + k * every(p) + length,
				  .source = ASSIGN_PATTERN,
				  .origin = origin};

		if (s.from >= until || s.from >= last)
			break;
		if (!counts(b, p, s.from))
			continue;
		s.begins = s.from;
		if (s.until > from)
			add_crew(b, p->crews[(size_t)(turn / times) % crews], s, out);
		turn++;
	}
}

void
duty_patterns(const struct duty_book *b, int64_t from, int64_t until, struct stints *out)
{
	for (size_t i = 0; i < b->patterns.n; i++)
		duty_pattern(b, b->patterns.v[i]->body, b->patterns.v[i]->id, from, until, out);
}
