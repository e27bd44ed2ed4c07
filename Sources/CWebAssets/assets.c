#include "CWebAssets.h"
int sizhou_assets_placeholder(void){return 0;}
