/* People, the posts they stand, and the units one calls. */
#ifndef CORE_PERSON_H
#define CORE_PERSON_H

#include "core/kind.h"

enum role { ROLE_NONE, ROLE_STAFF, ROLE_LEADER, ROLE_ADMIN };
enum post_group { GROUP_NONE, GROUP_WATCH, GROUP_FIRE };
enum readiness { READY_NONE, READY_ONSITE, READY_STANDBY, READY_ONCALL };

/* When a post must be stood: always; not while the office keeps the desk on workdays; on rest days
 * only; on workdays only. Outside, an empty post is no gap (practice.md F 49). */
enum post_covers { COVERS_NONE, COVERS_ALWAYS, COVERS_OFFHOURS, COVERS_RESTDAYS, COVERS_WORKDAYS };

extern const struct choice person_roles[], person_identities[], post_groups[], readinesses[],
    post_coverings[];

/* Somebody on the roster; name and work phone are public within the tree (practice.md 4). */
struct person {
	char *name;
	char *post; /* office: 副镇长 */
	char *unit;
	char **skills;
	char *phone, *mobile, *satellite;
	int role;     /* enum role */
	int identity; /* civil servant, contract … : eligibility for allowance */
	char *deputy; /* B 角 */
	char *licences;
	int from, until;                       /* days on the books; 0: open */
	int night_free_from, night_free_until; /* 免夜班; the reason is private */
	char *night_free_reason;
};

/* A place on each shift (practice.md F 46): 带班领导, 主班, 副班, 消防指挥员 … */
struct post {
	char *name;
	int group; /* enum post_group */
	struct count min;
	char **skills;
	int readiness;            /* enum readiness */
	struct count minutes;     /* to arrive, for those on call */
	struct count order;       /* in lists and sheets */
	char *also;               /* may count twice as this post */
	struct count raised, all; /* minimum in the modes 加强 and 全员在岗; unset: min */
	int covers;               /* enum post_covers */
	struct clock office_from, office_until; /* of a workday's desk; unset: 08:00-18:00 */
};

/* A unit in the contact book: units first, then people (practice.md 2). */
struct contact {
	char *name;
	char *category;
	char *phone, *fax, *satellite;
	char *person, *office, *mobile;
	int updated; /* day; older than 90 days shows yellow */
	struct count order;
};

extern const struct kind kind_person, kind_post, kind_contact;

#endif
