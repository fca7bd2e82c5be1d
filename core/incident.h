/* An incident, its figures and actions, and what is asked and excused about it. */
#ifndef CORE_INCIDENT_H
#define CORE_INCIDENT_H

#include "core/kind.h"

/* The families decide grade table, window and 涉险; the catalogue's kinds stand under them
 * (contract). */
enum family {
	FAMILY_NONE,
	FAMILY_FIRE,
	FAMILY_TRAFFIC,
	FAMILY_PRODUCTION,
	FAMILY_MINE,
	FAMILY_FOREST_FIRE,
	FAMILY_GEOLOGICAL,
	FAMILY_FLOOD,
	FAMILY_WEATHER,
	FAMILY_EARTHQUAKE,
	FAMILY_ENVIRONMENT,
	FAMILY_SPECIAL_EQUIPMENT,
	FAMILY_PUBLIC_HEALTH,
	FAMILY_SOCIAL,
	FAMILY_OTHER,
};

/* 较大涉险 and the supplement window are terms of accident kinds only (总局令21 art. 26;
 * practice.md 17-18). */
bool family_is_accident(int family);

enum incident_flag { FLAG_SENSITIVE = 1, FLAG_BORDER = 2, FLAG_CROWDED = 4, FLAG_WATER_SOURCE = 8 };
enum grade { GRADE_NONE, GRADE_I, GRADE_II, GRADE_III, GRADE_IV };
enum closing {
	CLOSED_NONE,
	CLOSED_DONE,
	CLOSED_FALSE,
	CLOSED_DUPLICATE,
	CLOSED_ELSEWHERE,
	CLOSED_EXERCISE
};

enum step {
	STEP_NONE,
	STEP_DISPATCH,
	STEP_TURNOUT,
	STEP_ARRIVE,
	STEP_WATER,
	STEP_CONTROLLED,
	STEP_OUT,
	STEP_RESCUE,
	STEP_EVACUATE,
	STEP_REINFORCE,
	STEP_TOLD,
	STEP_NOTIFY,
	STEP_CORDON,
	STEP_MEDICAL,
	STEP_RESPONSE_START,
	STEP_COMMAND_SET,
	STEP_COMMAND_TRANSFER,
	STEP_FOLLOWUP_TRANSFER,
	STEP_WATCH,
	STEP_RETURN,
	STEP_READY,
	STEP_RESPONSE_END,
	STEP_OTHER,
};

enum verdict_word { VERDICT_NONE, VERDICT_CONFIRM, VERDICT_REFUSE };

extern const struct choice families[], incident_flags[], grades[], closings[], steps[],
    source_types[], verdict_words[];

struct incident {
	char *kind; /* word of the catalogue */
	int family; /* enum family, from the catalogue at entry, so that every reader derives the
		       same */
	char *place;
	char *title;
	struct moment occurred; /* may be about or unknown */
	struct moment learned;  /* starts the clocks */
	char *source;
	int source_type;
	char *dispatch_no; /* of 119, for 119调派 */
	char *enterprise;  /* the unit concerned */
	struct moment enterprise_learned;
	unsigned flags; /* enum incident_flag */
	char *part_of;  /* parent incident */
	char *position; /* coordinates */
	char *words;    /* the caller's words */
	char *object;   /* what burns, which vehicle, which house: 二层砖混… */
	char *commander, *commander_phone; /* on scene */
	char *caller, *caller_phone;       /* private */
	int grade;                         /* enum grade, set by hand (人工认定) */
	char *grade_reason;
	int closed; /* enum closing */
	struct moment closed_at;
	char *into; /* the incident it is a duplicate of */
	char *close_reason;
};

/* A version of the figures: what is not named keeps its last value. */
struct fact {
	struct moment asof;
#define COUNT(name, label)   struct count name;
#define DECIMAL(name, label) struct decimal name;
#include "core/measures.def"
#undef COUNT
#undef DECIMAL
	bool verified;
	struct moment learned; /* when the station learned it; default: at */
	char *source;
	char *reason; /* of any fall */
	char *checked_by, *checked_how;
};

struct act {
	int step; /* enum step */
	char *unit;
	struct count vehicles, people;
	char *leader; /* of the team */
	char *text;
	char **crew, **engines; /* who went and with which engines, by name */
	struct moment until;    /* 预计返回 */
};

/* 核报要求: a request to verify; starts its own clocks. */
struct query {
	char *text;
	char *from;
	struct moment due;
};

/* 迟报说明: a claim that an obstacle stopped the clock of a step; a superior's verdict excuses. */
struct excuse {
	char *step; /* step of an obligation: first-written … */
	struct moment from, to;
	char *reason;
};

struct verdict {
	int verdict; /* enum verdict_word */
	char *reason;
};

extern const struct kind kind_incident, kind_fact, kind_act, kind_query, kind_excuse, kind_verdict;

#endif
