int sizhou_assets_placeholder(void);
