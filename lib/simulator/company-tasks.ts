const common = ['check_inputs', 'load_reference_data', 'clean_outliers', 'publish_result', 'notify_owners']

const steps: Record<string, readonly string[]> = {
  wind: [
    'extract_scada_10min',
    'align_timestamps',
    'filter_curtailed_periods',
    'merge_met_mast',
    'fit_power_curve',
    'score_turbine',
    'detect_icing',
    'compute_availability',
    'wake_loss_estimate',
    'write_hive_partition',
  ],
  solar: [
    'pull_irradiance',
    'pull_inverter_data',
    'resample_5min',
    'string_mismatch',
    'soiling_ratio',
    'clear_sky_model',
    'performance_ratio',
    'inverter_ranking',
  ],
  metering: [
    'read_meter_frames',
    'decode_dlt645',
    'fill_gaps',
    'validate_totals',
    'match_tariff',
    'sum_by_feeder',
    'reconcile_grid_bill',
    'write_ledger',
  ],
  forecast: [
    'fetch_nwp_grid',
    'interpolate_sites',
    'build_features',
    'train_short_term',
    'predict_quantiles',
    'blend_models',
    'calibrate',
    'export_to_dispatch',
  ],
  chinese: ['数据抽取', '数据清洗', '缺测补全', '指标计算', '异常检测', '结果校核', '报表生成', '数据入库'],
}

/** `count` task names of a trade, told apart by site once the list of steps runs out. */
export function taskNames(trade: keyof typeof steps | string, count: number): string[] {
  const own = steps[trade] ?? []
  const all = trade === 'chinese' ? own : [...own, ...common]
  return Array.from({ length: count }, (_, index) => {
    const step = all[index % all.length] ?? 'task'
    const site = Math.floor(index / all.length)
    return site === 0 ? step : `${step}_site_${String(site).padStart(2, '0')}`
  })
}
