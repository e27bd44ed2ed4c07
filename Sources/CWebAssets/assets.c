// The files themselves, taken in by #embed (C23); a new file needs one line in the table below.
#include "CWebAssets.h"

static const unsigned char site_css[] = {
#embed "css/site.css"
};
static const unsigned char judge_css[] = {
#embed "css/judge.css"
};
static const unsigned char live_js[] = {
#embed "js/live.js"
};
static const unsigned char site_clock[] = {
#embed "js/site/clock.js"
};
static const unsigned char site_paper[] = {
#embed "js/site/paper.js"
};
static const unsigned char judge_1[] = {
#embed "js/judge/1-words.js"
};
static const unsigned char judge_2[] = {
#embed "js/judge/2-marks.js"
};
static const unsigned char judge_3[] = {
#embed "js/judge/3-keeping.js"
};
static const unsigned char judge_4[] = {
#embed "js/judge/4-sending.js"
};
static const unsigned char judge_5[] = {
#embed "js/judge/5-asking.js"
};
static const unsigned char judge_6[] = {
#embed "js/judge/6-screens.js"
};
static const unsigned char judge_7[] = {
#embed "js/judge/7-start.js"
};
static const unsigned char rubric_xsd[] = {
#embed "../../rubrics/rubric.xsd"
};
static const unsigned char xml_xsd[] = {
#embed "../../rubrics/xml.xsd"
};
static const unsigned char chef_hot[] = {
#embed "../../rubrics/chef-hot.xml"
};
static const unsigned char chef_cold[] = {
#embed "../../rubrics/chef-cold.xml"
};
static const unsigned char chef_pastry[] = {
#embed "../../rubrics/chef-pastry.xml"
};
static const unsigned char chef_snack[] = {
#embed "../../rubrics/chef-snack.xml"
};
static const unsigned char exam_mother_baby[] = {
#embed "../../rubrics/exam-mother-baby.xml"
};
static const unsigned char exam_elder_care[] = {
#embed "../../rubrics/exam-elder-care.xml"
};
static const unsigned char manager_pitch[] = {
#embed "../../rubrics/manager-pitch.xml"
};

#define FILE(name, array) {name, array, sizeof array}

static const sizhou_asset_file files[] = {
    FILE("site.css", site_css),
    FILE("judge.css", judge_css),
    FILE("live.js", live_js),
    FILE("site/clock.js", site_clock),
    FILE("site/paper.js", site_paper),
    FILE("judge/1-words.js", judge_1),
    FILE("judge/2-marks.js", judge_2),
    FILE("judge/3-keeping.js", judge_3),
    FILE("judge/4-sending.js", judge_4),
    FILE("judge/5-asking.js", judge_5),
    FILE("judge/6-screens.js", judge_6),
    FILE("judge/7-start.js", judge_7),
    FILE("rubrics/rubric.xsd", rubric_xsd),
    FILE("rubrics/xml.xsd", xml_xsd),
    FILE("rubrics/chef-hot.xml", chef_hot),
    FILE("rubrics/chef-cold.xml", chef_cold),
    FILE("rubrics/chef-pastry.xml", chef_pastry),
    FILE("rubrics/chef-snack.xml", chef_snack),
    FILE("rubrics/exam-mother-baby.xml", exam_mother_baby),
    FILE("rubrics/exam-elder-care.xml", exam_elder_care),
    FILE("rubrics/manager-pitch.xml", manager_pitch),
};

size_t sizhou_asset_count(void) { return sizeof files / sizeof files[0]; }

sizhou_asset_file sizhou_asset_at(size_t index) { return files[index]; }
