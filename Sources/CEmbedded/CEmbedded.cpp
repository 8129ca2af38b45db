// Each file goes into the program as it is: the build reads it again when it changes.
#include "CEmbedded.h"

// Clang has #embed in every C and C++ since version 19; the standard has it since C23 and C++26.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char act_01[] = {
#embed "Acts/01-set-up.json"
};
static const unsigned char act_02[] = {
#embed "Acts/02-schemes-and-autumn-2023.json"
};
static const unsigned char act_03[] = {
#embed "Acts/03-fenwhistle-at-risk.json"
};
static const unsigned char act_04[] = {
#embed "Acts/04-fenwhistle-recovers.json"
};
static const unsigned char act_05[] = {
#embed "Acts/05-a-new-year-and-a-warning.json"
};
static const unsigned char act_06[] = {
#embed "Acts/06-ormerdyke-at-risk-urgently.json"
};
static const unsigned char act_07[] = {
#embed "Acts/07-variation-and-leader.json"
};
static const unsigned char act_08[] = {
#embed "Acts/08-plan-and-late-report.json"
};
static const unsigned char act_09[] = {
#embed "Acts/09-interim-board.json"
};
static const unsigned char act_10[] = {
#embed "Acts/10-a-new-head.json"
};
static const unsigned char act_11[] = {
#embed "Acts/11-second-year.json"
};
static const unsigned char act_12[] = {
#embed "Acts/12-shadow-body-and-handover.json"
};
static const unsigned char scheme[] = {
#embed "Template/scheme.json"
};

static const unsigned char check[] = {
#embed "Bundle/check.py"
};

static const struct embedded_file acts[] = {
  {"01-set-up.json", act_01, sizeof act_01},
  {"02-schemes-and-autumn-2023.json", act_02, sizeof act_02},
  {"03-fenwhistle-at-risk.json", act_03, sizeof act_03},
  {"04-fenwhistle-recovers.json", act_04, sizeof act_04},
  {"05-a-new-year-and-a-warning.json", act_05, sizeof act_05},
  {"06-ormerdyke-at-risk-urgently.json", act_06, sizeof act_06},
  {"07-variation-and-leader.json", act_07, sizeof act_07},
  {"08-plan-and-late-report.json", act_08, sizeof act_08},
  {"09-interim-board.json", act_09, sizeof act_09},
  {"10-a-new-head.json", act_10, sizeof act_10},
  {"11-second-year.json", act_11, sizeof act_11},
  {"12-shadow-body-and-handover.json", act_12, sizeof act_12},
};
struct embedded_file embedded_act(size_t index) {
  const struct embedded_file none = {NULL, NULL, 0};
  return index < sizeof acts / sizeof acts[0] ? acts[index] : none;
}

const struct embedded_file embedded_check = {"check.py", check, sizeof check};
const struct embedded_file embedded_scheme = {"scheme.json", scheme, sizeof scheme};
