/* Rule sets as an office writes them: reading them from text. */
#include "core/rules.h"

#include "core/report.h"
#include "core/rules_read.h"

const char *const rule_number_keys[RULE_NUMBERS] = {
    [RULE_PHONE] = "phone",
    [RULE_WRITTEN] = "written",
    [RULE_UPGRADE] = "upgrade",
    [RULE_FOLLOWUP] = "followup",
    [RULE_CHANGE] = "change",
    [RULE_VERIFY_PHONE] = "verify-phone",
    [RULE_VERIFY_WRITTEN] = "verify-written",
    [RULE_FINAL] = "final",
    [RULE_SUPPLEMENT] = "supplement",
    [RULE_WINDOW] = "window",
    [RULE_COUNTERSIGN] = "countersign",
    [RULE_CONFIRM] = "confirm",
    [RULE_RETURN] = "return",
    [RULE_ENTERPRISE] = "enterprise",
    [RULE_DISPATCH] = "dispatch",
    [RULE_TOLD_LEADER] = "told-leader",
    [RULE_WARNING_TOLD] = "warning-told",
    [RULE_WARNING_PASSED] = "warning-passed",
    [RULE_HOTSPOT] = "hotspot",
    [RULE_SUMMONS] = "summons",
    [RULE_SUMMONS_TRIES] = "summons-tries",
    [RULE_WHISTLE] = "whistle",
};

static enum rc
read_entry(struct rules_parse *p, const struct rules_key *keys, void *into,
	   const struct conf_section *s, const struct conf_entry *en, struct err *e)
{
	for (; keys->name; keys++)
		if (str_equal(keys->name, en->key))
			return keys->read(p, into, en, e);
	if (p->strict)
		return conf_error(p->conf, en->line, e, _("[%s] knows no '%s'"), s->type, en->key);
	return RC_OK;
}

static enum rc
read_section(struct rules_parse *p, const struct rules_key *keys, void *into,
	     const struct conf_section *s, struct err *e)
{
	for (size_t i = 0; i < s->n; i++)
		if (read_entry(p, keys, into, s, &s->entries[i], e) != RC_OK)
			return RC_INVALID;
	return RC_OK;
}

static enum rc
read_rule(struct rules_parse *p, const struct conf_section *s, struct err *e)
{
	struct rule *r = &p->set->rules[p->set->nrules++];

	r->name = s->name;
	r->line = s->line;
	for (size_t i = 0; i < s->n; i++) {
		const struct conf_entry *en = &s->entries[i];
		enum rule_number n = 0;

		while (n < RULE_NUMBERS && !str_equal(rule_number_keys[n], en->key))
			n++;
		if (n < RULE_NUMBERS ? rules_count(p, en, n, &r->numbers[n], e)
				     : read_entry(p, rules_rule_keys, r, s, en, e))
			return RC_INVALID;
	}
	return RC_OK;
}

static enum rc
read_period(struct rules_parse *p, const struct conf_section *s, struct err *e)
{
	struct rule_period *period = &p->set->periods[p->set->nperiods++];

	period->name = s->name;
	if (read_section(p, rules_period_keys, period, s, e) != RC_OK)
		return RC_INVALID;
	if (!period->from != !period->to)
		return conf_error(p->conf, s->line, e, _("a period has both from and to"));
	return RC_OK;
}

static enum rc
read_routine(struct rules_parse *p, const struct conf_section *s, struct err *e)
{
	struct rule_routine *r = &p->set->routines[p->set->nroutines++];

	r->name = s->name;
	r->type = REPORT_ZERO;
	r->early = 6 * 60;
	if (read_section(p, rules_routine_keys, r, s, e) != RC_OK)
		return RC_INVALID;
	if (!r->ntimes)
		return conf_error(p->conf, s->line, e, _("routine '%s' has no times"), s->name);
	return RC_OK;
}

static enum rc
read_escalation(struct rules_parse *p, const struct conf_section *s, struct err *e)
{
	size_t n = 0;

	p->set->escalation = arena_alloc(p->arena, (s->n + 1) * sizeof(*p->set->escalation));
	for (size_t i = 0; i < s->n; i++) {
		if (str_equal(s->entries[i].key, "then"))
			p->set->escalation[n++] = s->entries[i].value;
		else if (p->strict)
			return conf_error(p->conf, s->entries[i].line, e, _("[%s] knows no '%s'"),
					  s->type, s->entries[i].key);
	}
	return RC_OK;
}

static enum rc
read_any(struct rules_parse *p, const struct conf_section *s, struct err *e)
{
	if (str_equal(s->type, "rules"))
		return read_section(p, rules_set_keys, p->set, s, e);
	if (!*s->type)
		return s->n ? conf_error(p->conf, s->entries[0].line, e,
					 _("a rule set begins with [rules]"))
			    : RC_OK;
	if (str_equal(s->type, "escalation"))
		return read_escalation(p, s, e);
	bool named = str_equal(s->type, "rule") || str_equal(s->type, "period") ||
		     str_equal(s->type, "routine");

	if (named && !*s->name)
		return conf_error(p->conf, s->line, e, _("[%s] needs a name"), s->type);
	if (str_equal(s->type, "rule"))
		return read_rule(p, s, e);
	if (str_equal(s->type, "period"))
		return read_period(p, s, e);
	if (str_equal(s->type, "routine"))
		return read_routine(p, s, e);
	return p->strict ? conf_error(p->conf, s->line, e, _("there is no section [%s]"), s->type)
			 : RC_OK;
}

/* A rule or routine bound to a period that does not exist would never apply, and nobody would know.
 */
static enum rc
check_periods(struct rules_parse *p, struct err *e)
{
	const struct rule_set *s = p->set;

	for (size_t i = 0; i < s->nrules + s->nroutines; i++) {
		const char *wanted =
		    i < s->nrules ? s->rules[i].period : s->routines[i - s->nrules].period;
		size_t k = 0;

		while (k < s->nperiods && !str_equal(s->periods[k].name, wanted))
			k++;
		if (wanted && k == s->nperiods)
			return err_set(e, RC_INVALID, _("%s: there is no [period %s]"),
				       p->conf->file, wanted);
	}
	return RC_OK;
}

enum rc
rules_parse(struct arena *a, const char *file, const char *text, size_t len, bool strict,
	    struct rule_set *out, struct err *e)
{
	struct rule_set set = {0};
	struct conf conf;
	struct rules_parse p = {.arena = a, .conf = &conf, .set = &set, .strict = strict};

	if (conf_parse(a, file, text, len, &conf, e) != RC_OK)
		return e ? e->code : RC_INVALID;
	set.rules = arena_alloc(a, (conf.n + 1) * sizeof(*set.rules));
	set.periods = arena_alloc(a, (conf.n + 1) * sizeof(*set.periods));
	set.routines = arena_alloc(a, (conf.n + 1) * sizeof(*set.routines));
	set.excuse_by = "superior";
	for (size_t i = 0; i < conf.n; i++)
		if (read_any(&p, &conf.sections[i], e) != RC_OK)
			return RC_INVALID;
	if (!set.name || !*set.name)
		return err_set(e, RC_INVALID,
			       _("%s: the rule set has no name; add name= to [rules]"), file);
	if (check_periods(&p, e) != RC_OK)
		return RC_INVALID;
	*out = set;
	return RC_OK;
}
