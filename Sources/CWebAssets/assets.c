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
static const unsigned char authoring_js[] = {
#embed "js/authoring.js"
};
static const unsigned char site_clock[] = {
#embed "js/site/clock.js"
};
static const unsigned char site_paper[] = {
#embed "js/site/paper.js"
};
static const unsigned char judge_1_words[] = {
#embed "js/judge/1-words.js"
};
static const unsigned char judge_2_marks[] = {
#embed "js/judge/2-marks.js"
};
static const unsigned char judge_3_keeping[] = {
#embed "js/judge/3-keeping.js"
};
static const unsigned char judge_4_sending[] = {
#embed "js/judge/4-sending.js"
};
static const unsigned char judge_4_standing_by[] = {
#embed "js/judge/4-standing-by.js"
};
static const unsigned char judge_5_asking[] = {
#embed "js/judge/5-asking.js"
};
static const unsigned char judge_6_screens[] = {
#embed "js/judge/6-screens.js"
};
static const unsigned char judge_7_sheet[] = {
#embed "js/judge/7-sheet.js"
};
static const unsigned char judge_7_table[] = {
#embed "js/judge/7-table.js"
};
static const unsigned char judge_8_code[] = {
#embed "js/judge/8-code.js"
};
static const unsigned char judge_8_signing[] = {
#embed "js/judge/8-signing.js"
};
static const unsigned char judge_8_ways_out[] = {
#embed "js/judge/8-ways-out.js"
};
static const unsigned char judge_9_start[] = {
#embed "js/judge/9-start.js"
};
static const unsigned char openapi_json[] = {
#embed "api/openapi.json"
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
    FILE("authoring.js", authoring_js),
    FILE("judge/1-words.js", judge_1_words),
    FILE("judge/2-marks.js", judge_2_marks),
    FILE("judge/3-keeping.js", judge_3_keeping),
    FILE("judge/4-sending.js", judge_4_sending),
    FILE("judge/4-standing-by.js", judge_4_standing_by),
    FILE("judge/5-asking.js", judge_5_asking),
    FILE("judge/6-screens.js", judge_6_screens),
    FILE("judge/7-sheet.js", judge_7_sheet),
    FILE("judge/7-table.js", judge_7_table),
    FILE("judge/8-code.js", judge_8_code),
    FILE("judge/8-signing.js", judge_8_signing),
    FILE("judge/8-ways-out.js", judge_8_ways_out),
    FILE("judge/9-start.js", judge_9_start),
    FILE("openapi.json", openapi_json),
    FILE("site/clock.js", site_clock),
    FILE("site/paper.js", site_paper),
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
