/* What is shown of an incident: phase, grades, figures, its title. */
#include <string.h>

#include "core/casefile.h"
#include "core/vec.h"

void
incident_view(const struct casefile *cf, struct incident_view *out)
{
	const struct incident *in = cf->incident;
	struct figures judged = {0};

	*out = (struct incident_view){.response_end = cf->response_end};
	if (!in)
		return;
	for (size_t i = 0; i < cf->facts.n; i++) {
		figures_add(&out->figures, cf->facts.v[i]);
		figures_add_within(&judged, cf->facts.v[i], cf->until);
	}
	grade_figures(cf->family, in->kind, &judged, &out->grading);
	out->phase = in->closed                  ? PHASE_CLOSED
		     : cf->response_end != NEVER ? PHASE_ENDED
						 : PHASE_RESPONSE;
	out->override = in->grade;
	out->override_reason = in->grade ? in->grade_reason : NULL;
	out->confirmed = in->grade ? in->grade : out->grading.confirmed;
	out->possible = out->grading.possible;
	out->hazard = out->grading.hazard;
	out->danger = grade_danger(cf->family, in->flags, &out->figures);
	out->supplement_until = cf->until;
}

const char *
phase_word(enum phase p)
{
	static const char *const words[] = {"response", "ended", "closed"};

	return words[p];
}

char *
incident_title(struct arena *a, const char *place, const char *word)
{
	if (str_ends(place, word))
		return arena_text(a, place);
	return arena_text_f(a, "%s%s", place, word);
}

/* practice.md 41; the numbers only where the text begins with them: a phone number may hold them.
 */
static const struct {
	const char *word;
	const char *type;
} source_words[] = {
    {"119", "119"},        {"110", "110"},           {"12345", "12345"},      {"120", "120"},
    {"网格员", "grid"},    {"护林员", "ranger"},     {"卫星热点", "hotspot"}, {"热点", "hotspot"},
    {"媒体", "media"},     {"舆情", "media"},        {"自查", "self"},        {"监测", "monitor"},
    {"视频", "monitor"},   {"上级通报", "superior"}, {"上级", "superior"},    {"邻县", "neighbour"},
    {"邻乡", "neighbour"}, {"邻镇", "neighbour"},    {"企业", "enterprise"},  {"群众", "public"},
    {"社区", "village"},   {"村", "village"},
};

int
source_type_of(const char *text)
{
	for (size_t i = 0; text && i < ARRAY_LEN(source_words); i++) {
		const char *word = source_words[i].word;
		bool digits = word[0] >= '0' && word[0] <= '9';

		if (digits
			? str_starts(text, word) &&
			      !strchr("0123456789-", text[strlen(word)] ? text[strlen(word)] : 'x')
			: strstr(text, word) != NULL)
			return choice_value(source_types, source_words[i].type);
	}
	return 0;
}
